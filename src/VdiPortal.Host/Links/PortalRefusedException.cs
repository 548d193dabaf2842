namespace VdiPortal.Host.Links;

/// <summary>The portal answered something that this agent cannot work with.</summary>
internal sealed class PortalRefusedException(string message) : Exception(message);
