using System.Text.Json;
using VdiPortal.Broker.Auditing;
using VdiPortal.Broker.Identity;
using VdiPortal.Broker.Ports;

namespace VdiPortal.Broker.Settings;

/// <summary>Reads and changes the settings of the installation.</summary>
public sealed class SettingService(ISettingStore store, IAuditLog audit)
{
    private const string Document = "system";

    /// <summary>The settings that hold now.</summary>
    public async Task<SystemSettings> GetAsync(CancellationToken cancellation)
    {
        var json = await store.GetAsync(Document, cancellation);
        return json is null ? new SystemSettings() : JsonSerializer.Deserialize<SystemSettings>(json, JsonSerializerOptions.Web) ?? new SystemSettings();
    }

    /// <summary>Changes the settings; only administrators may.</summary>
    public async Task<SettingResult> SetAsync(Principal who, SystemSettings settings, CancellationToken cancellation)
    {
        if (!who.Is(Role.Admin))
            return new SettingResult(false, []);
        if (settings.Invalid() is { Count: > 0 } invalid)
            return new SettingResult(true, invalid);

        var json = JsonSerializer.Serialize(settings, JsonSerializerOptions.Web);
        await store.SetAsync(Document, json, cancellation);
        await audit.WriteAsync(who.Did(AuditActions.SettingChanged, Document, detail: json), cancellation);
        return new SettingResult(true, []);
    }
}
