using System.Data.Common;
using System.Net.Sockets;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using VdiPortal.Store.Keys;
using VdiPortal.Store.Migrations;

namespace VdiPortal.Portal.Composition;

/// <summary>What keeps a portal from starting and is no bug, in words for whoever runs it.</summary>
internal static class StartFailure
{
    /// <summary>The words, or null for a bug, whose origin is to be seen.</summary>
    public static string? Explain(Exception exception) => exception switch
    {
        OptionsValidationException options => string.Join(Environment.NewLine, options.Failures),
        DbException => $"The database cannot be used: {exception.Message}",
        CryptographicException => $"The certificate cannot be used: {exception.Message}",
        SocketException => $"It cannot listen there: {exception.Message}",
        SchemaException or MasterKeyException or InvalidDataException or IOException => exception.Message,
        _ => null,
    };
}
