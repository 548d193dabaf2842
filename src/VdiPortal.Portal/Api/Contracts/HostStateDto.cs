namespace VdiPortal.Portal.Api.Contracts;

/// <summary>The state that a host shall have.</summary>
/// <param name="State">Online, Draining, Maintenance or Offline.</param>
public sealed record HostStateDto(string State);
