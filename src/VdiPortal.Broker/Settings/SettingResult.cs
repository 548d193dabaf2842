namespace VdiPortal.Broker.Settings;

/// <summary>What came of changing the settings.</summary>
/// <param name="Allowed">Whether the person may.</param>
/// <param name="Invalid">Names of the values that are out of bounds; empty when the change was made.</param>
public sealed record SettingResult(bool Allowed, IReadOnlyList<string> Invalid);
