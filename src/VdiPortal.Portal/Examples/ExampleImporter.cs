using VdiPortal.Broker.Catalog;
using VdiPortal.Broker.Ports;
using VdiPortal.Broker.Templates;
using VdiPortal.Hypervisor.Images;
using VdiPortal.Hypervisor.Ready;

namespace VdiPortal.Portal.Examples;

/// <summary>Fills the catalog of a fresh installation: the guests' templates and two modules. Does nothing once there is a module.</summary>
internal sealed partial class ExampleImporter(
    ICatalogStore catalog, ITemplateStore templates, IImageStore images, ILogger<ExampleImporter> log)
{
    private const string Desktop = "debian-desktop";

    /// <summary>Imports what is missing.</summary>
    /// <param name="guests">Directory with one directory for each guest.</param>
    /// <param name="cancellation">Ends the import; what was imported stays and is not imported again.</param>
    public async Task ImportAsync(string guests, CancellationToken cancellation)
    {
        if ((await catalog.ListAsync(cancellation)).Count > 0)
            return;

        foreach (var directory in Directory.EnumerateDirectories(guests).Where(path => File.Exists(Path.Combine(path, TemplateFile.FileName))))
            await ImportTemplateAsync(directory, cancellation);
        if (await templates.FindAsync(Desktop, cancellation) is not { } desktop)
            return;

        foreach (var module in ExampleModules.Of(desktop))
            await AddAsync(module, cancellation);
    }

    private async Task ImportTemplateAsync(string directory, CancellationToken cancellation)
    {
        var file = await TemplateFile.ReadAsync(directory, cancellation);
        if (await templates.FindAsync(file.Name, cancellation) is not null)
            return;

        if (FindFault(file) is { } fault)
            throw new InvalidDataException($"{Path.Combine(directory, TemplateFile.FileName)} cannot be imported: {fault}.");

        var version = new TemplateVersion(
            new TemplateVersionId(TemplateId.New(), 1),
            file.Name,
            file.Title,
            file.Os,
            file.OsVersion,
            file.Cpus,
            file.MemoryMiB,
            file.Video,
            file.Width,
            file.Height,
            await ImportImageAsync(Path.Combine(directory, file.Disk), "qcow2", cancellation),
            file.Kernel is { } kernel ? await ImportImageAsync(Path.Combine(directory, kernel), "raw", cancellation) : null,
            file.Initrd is { } initrd ? await ImportImageAsync(Path.Combine(directory, initrd), "raw", cancellation) : null,
            file.Cmdline,
            file.GuestAgent,
            file.Applications ?? [],
            file.Ready)
        {
            BeforeOs = file.ReadyPoints?.BeforeOs,
            AfterOs = file.ReadyPoints?.AfterOs,
        };
        await templates.AddAsync(version, cancellation);
        LogImported(file.Title);
    }

    private static string? FindFault(TemplateFile file)
    {
        var points = file.ReadyPoints ?? new TemplateReadyPoints(null, null);
        return FindFault(file.ReadyText, mayStop: (points.BeforeOs ?? points.AfterOs) is null)
            ?? (points.BeforeOs is { } before ? FindFault(before.GetRawText(), mayStop: true) : null)
            ?? (points.AfterOs is { } after ? FindFault(after.GetRawText(), mayStop: true) : null);

        string? FindFault(string json, bool mayStop) => ReadyCriterionRules.FindFault(json, file.GuestAgent, file.Kernel is not null, mayStop);
    }

    private async Task<TemplateImage> ImportImageAsync(string path, string format, CancellationToken cancellation)
    {
        var result = await images.ImportAsync(path, format, null, cancellation);
        if (result.Failure is { } failure)
            throw new InvalidDataException($"{path} cannot be imported: {failure.Message}");

        var image = result.Value!;
        return new TemplateImage(image.Image.Sha256, image.Image.Format, image.FileBytes);
    }

    private async Task AddAsync(Module module, CancellationToken cancellation)
    {
        if (await catalog.SaveAsync(module, 0, cancellation) is null)
            return;

        await catalog.SaveRuleAsync(new AccessRule(Guid.CreateVersion7(), module.Id, AccessSubject.Everyone, null, null, null), cancellation);
    }

    [LoggerMessage(3101, LogLevel.Information, "Imported the template {Title}")]
    private partial void LogImported(string title);
}
