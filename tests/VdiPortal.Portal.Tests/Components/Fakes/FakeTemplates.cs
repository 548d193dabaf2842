using VdiPortal.Broker.Ports;
using VdiPortal.Broker.Templates;

namespace VdiPortal.Portal.Tests.Components.Fakes;

public sealed class FakeTemplates : ITemplateStore
{
    private readonly List<TemplateVersion> _versions = [];

    public Task<TemplateVersion?> GetAsync(TemplateVersionId id, CancellationToken cancellation) =>
        Task.FromResult(_versions.FirstOrDefault(version => version.Id == id));

    public Task<TemplateVersion?> FindAsync(string name, CancellationToken cancellation) =>
        Task.FromResult(_versions.LastOrDefault(version => version.Name == name));

    public Task<IReadOnlyList<TemplateVersion>> ListAsync(CancellationToken cancellation) => Task.FromResult<IReadOnlyList<TemplateVersion>>([.. _versions]);

    public Task<bool> AddAsync(TemplateVersion version, CancellationToken cancellation)
    {
        _versions.Add(version);
        return Task.FromResult(true);
    }
}
