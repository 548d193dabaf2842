using Microsoft.Extensions.Logging;
using Npgsql;

namespace VdiPortal.Store.Sql;

/// <summary>Makes the one data source of a process.</summary>
internal static class DatabaseFactory
{
    public static Database Create(StoreOptions options, ILoggerFactory? logging)
    {
        var connectionString = Complete(options.ConnectionString);
        var builder = new NpgsqlDataSourceBuilder(connectionString);
        builder.UseLoggerFactory(logging).EnableParameterLogging(false);
        return new Database(builder.Build(), connectionString);
    }

    private static string Complete(string given) => new NpgsqlConnectionStringBuilder(given)
    {
        ApplicationName = "vdiportal",

        // Every statement is prepared on its second use.
        MaxAutoPrepare = 250,
        AutoPrepareMinUsages = 2,

        // Nothing here changes the state of a pooled session: there is nothing to reset.
        NoResetOnClose = true,

        // Details of errors hold values; values do not belong into logs.
        IncludeErrorDetail = false,
        LogParameters = false,
        PersistSecurityInfo = false,
    }.ConnectionString;
}
