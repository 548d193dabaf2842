using System.Text.Json.Serialization;

namespace VdiPortal.Hypervisor.Ready;

/// <summary>
/// When a machine counts as ready (requirement B1), as a template says it:
/// <c>{"all":[{"kind":"marker","channel":"virtio","text":"READY desktop"}],"deadlineSeconds":180}</c>.
/// </summary>
/// <param name="All">Each of these must have held; may be left out.</param>
/// <param name="Any">One of these must have held; may be left out. One point must stand in either list.</param>
/// <param name="DeadlineSeconds">Counted from QEMU's start, 1..3,600; afterwards the machine counts as failed.</param>
public sealed record ReadyCriterion(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<ReadyPoint>? All,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<ReadyPoint>? Any,
    int DeadlineSeconds);
