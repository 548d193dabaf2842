using VdiPortal.Host.Consoles;
using VdiPortal.Host.Reports;

namespace VdiPortal.Host.Slots;

/// <summary>What all slots share.</summary>
internal sealed record SlotContext(
    SlotWorker Worker, StatusBoard Board, ConsoleRegistry Consoles, IdleClocks Idle, GuestClock Clock, HostMetrics Metrics, TimeProvider Time);
