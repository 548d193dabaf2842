using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.AspNetCore.SignalR;
using VdiPortal.Portal.Hubs;
using VdiPortal.Vir;

namespace VdiPortal.Portal.Tests.Hubs;

/// <summary>The way to one host: it takes wishes, or meets what the test wants.</summary>
internal sealed class FakeHub : IHubContext<VirHub, IVirHost>, IHubClients<IVirHost>, IVirHost
{
    /// <summary>What the next calls throw.</summary>
    public ConcurrentQueue<Exception> Faults { get; } = new();

    /// <summary>Generations that reached the host.</summary>
    public Channel<long> Applied { get; } = Channel.CreateUnbounded<long>();

    public IHubClients<IVirHost> Clients => this;

    public IGroupManager Groups => throw new NotSupportedException();

    public IVirHost All => this;

    public Task Apply(IReadOnlyList<Wish> wishes)
    {
        if (Faults.TryDequeue(out var fault))
            return Task.FromException(fault);

        foreach (var wish in wishes)
            Applied.Writer.TryWrite(wish.Generation);
        return Task.CompletedTask;
    }

    public Task<byte[]> Screenshot(Guid vm, int maxWidth) => throw new NotSupportedException();

    public IVirHost Client(string connectionId) => this;

    public IVirHost AllExcept(IReadOnlyList<string> excludedConnectionIds) => throw new NotSupportedException();

    IVirHost IHubClients<IVirHost>.Clients(IReadOnlyList<string> connectionIds) => throw new NotSupportedException();

    public IVirHost Group(string groupName) => throw new NotSupportedException();

    public IVirHost GroupExcept(string groupName, IReadOnlyList<string> excludedConnectionIds) => throw new NotSupportedException();

    IVirHost IHubClients<IVirHost>.Groups(IReadOnlyList<string> groupNames) => throw new NotSupportedException();

    public IVirHost User(string userId) => throw new NotSupportedException();

    public IVirHost Users(IReadOnlyList<string> userIds) => throw new NotSupportedException();
}
