using System.Text.Json;
using Npgsql;
using VdiPortal.Broker.Templates;
using VdiPortal.Store.Sql;

namespace VdiPortal.Store.Templates;

/// <summary>A row of <c>template_versions</c>, named <c>version</c> in the statement, with its template, named <c>template</c>.</summary>
internal static class TemplateRow
{
    public const string Columns = """
        version.template_id, version.version, template.name, version.title, version.os, version.os_version, version.cpus,
        version.memory_mib, version.video, version.width, version.height, version.disk, version.kernel, version.initrd,
        version.command_line, version.has_guest_agent, version.applications, version.ready,
        version.before_os, version.after_os
        """;

    public static TemplateVersion Read(NpgsqlDataReader row) => new(
        new TemplateVersionId(new TemplateId(row.GetGuid(0)), row.GetInt32(1)),
        row.GetString(2),
        row.GetString(3),
        row.GetString(4),
        row.GetString(5),
        row.GetInt32(6),
        row.GetInt32(7),
        row.GetString(8),
        row.GetInt32(9),
        row.GetInt32(10),
        ReadImage(row.GetString(11))!,
        ReadImage(row.GetStringOrNull(12)),
        ReadImage(row.GetStringOrNull(13)),
        row.GetStringOrNull(14),
        row.GetBoolean(15),
        row.GetFieldValue<string[]>(16),
        JsonElement.Parse(row.GetString(17)))
    {
        BeforeOs = ReadCriterion(row.GetStringOrNull(18)),
        AfterOs = ReadCriterion(row.GetStringOrNull(19)),
    };

    public static string? Write(TemplateImage? image) => image is null ? null : JsonSerializer.Serialize(image, JsonSerializerOptions.Web);

    private static JsonElement? ReadCriterion(string? json) => json is null ? null : JsonElement.Parse(json);

    private static TemplateImage? ReadImage(string? json) =>
        json is null ? null : JsonSerializer.Deserialize<TemplateImage>(json, JsonSerializerOptions.Web);
}
