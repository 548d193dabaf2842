using Microsoft.Extensions.Logging;
using Npgsql;

namespace VdiPortal.Store.Sql;

/// <summary>Makes the one data source of a process.</summary>
internal static class DatabaseFactory
{
    public static Database Create(StoreOptions options, ILoggerFactory? logging)
    {
        var connectionString = Complete(new NpgsqlConnectionStringBuilder(options.ConnectionString));
        var builder = new NpgsqlDataSourceBuilder(connectionString);
        builder.UseLoggerFactory(logging).EnableParameterLogging(false);
        return new Database(builder.Build(), connectionString);
    }

    internal static string Complete(NpgsqlConnectionStringBuilder given)
    {
        // All replicas together must stay below the server's limit, which is 100 unless somebody raised it.
        var most = given.ShouldSerialize("Maximum Pool Size") ? given.MaxPoolSize : 40;
        return new NpgsqlConnectionStringBuilder(given.ConnectionString)
        {
            ApplicationName = "vdiportal",

            // Statements are few and never change: each is prepared and planned once per connection.
            MaxAutoPrepare = 250,
            AutoPrepareMinUsages = 1,
            Options = $"{given.Options} -c plan_cache_mode=force_generic_plan -c jit=off".TrimStart(),

            // The first launch after a quiet time need not wait for a connection.
            MinPoolSize = Math.Min(Math.Max(given.MinPoolSize, 4), most),
            MaxPoolSize = most,

            // Nothing here changes the state of a pooled session: there is nothing to reset.
            NoResetOnClose = true,

            // Details of errors hold values; values do not belong into logs.
            IncludeErrorDetail = false,
            LogParameters = false,
            PersistSecurityInfo = false,
        }.ConnectionString;
    }
}
