namespace VdiPortal.Broker.Ports;

/// <summary>Settings of the installation that are changed at run time, as JSON documents by name.</summary>
public interface ISettingStore
{
    /// <summary>The document, or null when the default holds.</summary>
    Task<string?> GetAsync(string name, CancellationToken cancellation);

    /// <summary>Writes the document.</summary>
    Task SetAsync(string name, string json, CancellationToken cancellation);
}
