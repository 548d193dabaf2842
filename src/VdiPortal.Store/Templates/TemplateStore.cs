using VdiPortal.Broker.Ports;
using VdiPortal.Broker.Templates;
using VdiPortal.Store.Sql;

namespace VdiPortal.Store.Templates;

/// <summary>Published template versions in PostgreSQL.</summary>
internal sealed class TemplateStore(Database database) : ITemplateStore
{
    private const string Select =
        $"SELECT {TemplateRow.Columns} FROM template_versions version JOIN templates template ON template.id = version.template_id";

    public Task<TemplateVersion?> GetAsync(TemplateVersionId id, CancellationToken cancellation) =>
        database.FindAsync(
            new Statement($"{Select} WHERE version.template_id = @template AND version.version = @version")
                .With("template", id.Template.Value)
                .With("version", id.Version),
            TemplateRow.Read,
            cancellation);

    public Task<TemplateVersion?> FindAsync(string name, CancellationToken cancellation) =>
        database.FindAsync(
            new Statement($"{Select} WHERE template.name = @name ORDER BY version.version DESC LIMIT 1").With("name", name),
            TemplateRow.Read,
            cancellation);

    public Task<IReadOnlyList<TemplateVersion>> ListAsync(CancellationToken cancellation) =>
        database.ListAsync(new Statement($"{Select} ORDER BY template.name, version.version DESC"), TemplateRow.Read, cancellation);

    public async Task<bool> AddAsync(TemplateVersion version, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(version);
        var addTemplate = new Statement("INSERT INTO templates (id, name) VALUES (@id, @name) ON CONFLICT DO NOTHING")
            .With("id", version.Id.Template.Value)
            .With("name", version.Name);
        return await database.RunAsync(
            [addTemplate, AddVersion(version)],
            async reader => await reader.ReadAsync(cancellation),
            cancellation);
    }

    /// <summary>Writes the version down if the template has this name; another template may have taken it.</summary>
    private static Statement AddVersion(TemplateVersion version) => new Statement("""
        INSERT INTO template_versions (
            template_id, version, title, os, os_version, cpus, memory_mib, video, width, height, disk, kernel, initrd,
            command_line, has_guest_agent, applications, ready, before_os, after_os)
        SELECT id, @version, @title, @os, @os_version, @cpus, @memory, @video, @width, @height, @disk, @kernel, @initrd,
            @command_line, @has_guest_agent, @applications, @ready, @before_os, @after_os
        FROM templates WHERE id = @id AND name = @name
        ON CONFLICT DO NOTHING
        RETURNING version
        """)
        .With("id", version.Id.Template.Value)
        .With("name", version.Name)
        .With("version", version.Id.Version)
        .With("title", version.Title)
        .With("os", version.Os)
        .With("os_version", version.OsVersion)
        .With("cpus", version.Cpus)
        .With("memory", version.MemoryMiB)
        .With("video", version.Video)
        .With("width", version.Width)
        .With("height", version.Height)
        .WithJson("disk", TemplateRow.Write(version.Disk))
        .WithJson("kernel", TemplateRow.Write(version.Kernel))
        .WithJson("initrd", TemplateRow.Write(version.Initrd))
        .With("command_line", version.CommandLine)
        .With("has_guest_agent", version.HasGuestAgent)
        .With("applications", version.Applications)
        .WithJson("ready", version.Ready.GetRawText())
        .WithJson("before_os", version.BeforeOs?.GetRawText())
        .WithJson("after_os", version.AfterOs?.GetRawText());
}
