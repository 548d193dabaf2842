using VdiPortal.Broker.Templates;

namespace VdiPortal.Broker.Ports;

/// <summary>Published template versions.</summary>
public interface ITemplateStore
{
    /// <summary>One version, or null.</summary>
    Task<TemplateVersion?> GetAsync(TemplateVersionId id, CancellationToken cancellation);

    /// <summary>The newest version of the template of this name, or null.</summary>
    Task<TemplateVersion?> FindAsync(string name, CancellationToken cancellation);

    /// <summary>Every version, newest first within a template.</summary>
    Task<IReadOnlyList<TemplateVersion>> ListAsync(CancellationToken cancellation);

    /// <summary>Publishes a version. False when that version exists already, or another template has the name.</summary>
    Task<bool> AddAsync(TemplateVersion version, CancellationToken cancellation);
}
