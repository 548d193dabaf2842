using Microsoft.Extensions.Options;
using Npgsql;

namespace VdiPortal.Store;

/// <summary>Says which key of the configuration is wrong, and never what it holds: a connection string may carry a password.</summary>
internal sealed class StoreOptionsValidator : IValidateOptions<StoreOptions>
{
    private const string ConnectionKey = $"{StoreOptions.Section}:{nameof(StoreOptions.ConnectionString)}";
    private const string KeyFileKey = $"{StoreOptions.Section}:{nameof(StoreOptions.KeyFile)}";

    public ValidateOptionsResult Validate(string? name, StoreOptions options)
    {
        string[] failures = [.. CheckConnection(options.ConnectionString), .. CheckKeyFile(options.KeyFile)];
        return failures.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static IEnumerable<string> CheckConnection(string given)
    {
        if (string.IsNullOrWhiteSpace(given))
        {
            yield return $"{ConnectionKey} is missing: give an Npgsql connection string, for example Host=/run/vdiportal/pg;Username=vdiportal;Database=vdiportal";
            yield break;
        }

        var (builder, isReadable) = Parse(given);
        if (!isReadable)
            yield return $"{ConnectionKey} cannot be read: it must be an Npgsql connection string of the form Key=value;Key=value";
        else if (string.IsNullOrEmpty(builder.Host))
            yield return $"{ConnectionKey} names no Host: give a host name, or the directory of the unix socket";
        else if (string.IsNullOrEmpty(builder.Database))
            yield return $"{ConnectionKey} names no Database";
    }

    private static IEnumerable<string> CheckKeyFile(string given)
    {
        if (string.IsNullOrWhiteSpace(given))
            yield return $"{KeyFileKey} is missing: give the absolute path of the file with the master key";
        else if (!Path.IsPathFullyQualified(given) || Path.EndsInDirectorySeparator(given))
            yield return $"{KeyFileKey} must be the absolute path of a file, not '{given}'";
    }

    private static (NpgsqlConnectionStringBuilder Builder, bool IsReadable) Parse(string given)
    {
        try
        {
            return (new NpgsqlConnectionStringBuilder(given), true);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or InvalidCastException)
        {
            return (new NpgsqlConnectionStringBuilder(), false);
        }
    }
}
