using Microsoft.AspNetCore.Components;
using VdiPortal.Broker.Changes;
using VdiPortal.Broker.Identity;
using VdiPortal.Broker.Settings;
using VdiPortal.Portal.Components.Shared;

namespace VdiPortal.Portal.Components.Settings;

/// <summary>What an administrator may change while the portal runs, with what each change does.</summary>
public sealed partial class SettingsPage
{
    private SystemSettings _saved = new();
    private Dictionary<string, int?>? _input;
    private bool _busy;

    [Inject]
    private SettingService Settings { get; set; } = null!;

    [Inject]
    private Toasts Toasts { get; set; } = null!;

    private SystemSettings Wanted => SettingItem.All.Aggregate(_saved, (settings, item) => item.Set(settings, _input?[item.Name] ?? int.MinValue));

    private IReadOnlyList<string> Invalid => Wanted.Invalid();

    private bool Changed => Wanted != _saved;

    /// <inheritdoc/>
    protected override bool Concerns(ChangeNotice notice, Principal who) => notice.Topic == ChangeTopic.Setting;

    /// <inheritdoc/>
    protected override async Task LoadAsync(Principal who, CancellationToken cancellation)
    {
        var untouched = _input is null || !Changed;
        _saved = await Settings.GetAsync(cancellation);
        if (untouched)
            Reset();
    }

    private void Reset() => _input = SettingItem.All.ToDictionary(item => item.Name, item => (int?)item.Get(_saved));

    private void SetDefaults() => _input = SettingItem.All.ToDictionary(item => item.Name, item => (int?)item.Default);

    private void Set(string name, int? value) => _input![name] = value;

    private string? Error(SettingItem item) => !Invalid.Contains(item.Name) ? null
        : item.Name == nameof(SystemSettings.EndAfterMinutes) ? T["Invalid.End", item.Max].Value
        : T["Invalid", item.Min, item.Max].Value;

    private async Task SaveAsync()
    {
        if (_busy || Invalid.Count > 0)
            return;

        _busy = true;
        var wanted = Wanted;
        var result = new SettingResult(false, []);
        if (await TryAsync(async (who, cancellation) => result = await Settings.SetAsync(who, wanted, cancellation)))
        {
            if (result is { Allowed: true, Invalid.Count: 0 })
            {
                _saved = wanted;
                Toasts.Done(T["Said.Saved"]);
            }
            else
            {
                Toasts.Refused(T["Refused"]);
            }
        }

        _busy = false;
    }
}
