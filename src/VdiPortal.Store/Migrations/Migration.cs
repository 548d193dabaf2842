using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace VdiPortal.Store.Migrations;

/// <summary>One step of the schema.</summary>
/// <param name="Number">1 for the first; without gaps.</param>
/// <param name="Name">The file's name without number and ending.</param>
/// <param name="Sql">What it does.</param>
internal sealed record Migration(int Number, string Name, string Sql)
{
    /// <summary>SHA-256 of the text, lower-case hexadecimal; line ends do not count.</summary>
    public string Checksum =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql.ReplaceLineEndings("\n"))));

    /// <summary>The steps that this program knows, in order.</summary>
    public static IReadOnlyList<Migration> All { get; } = ReadAll();

    /// <inheritdoc/>
    public override string ToString() => $"{Number:0000}_{Name}";

    private static Migration[] ReadAll()
    {
        var assembly = typeof(Migration).Assembly;
        return [.. assembly.GetManifestResourceNames().Where(name => name.EndsWith(".sql", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(Read)];

        Migration Read(string file)
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(file)!);
            return new Migration(int.Parse(file[..4], CultureInfo.InvariantCulture), file[5..^4], reader.ReadToEnd());
        }
    }
}
