using System.Text.Json.Serialization;

namespace VdiPortal.Hypervisor.Ready;

/// <summary>One thing that can be waited for while a machine boots (requirement B1). In JSON the member <c>kind</c> says which.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(MarkerPoint), "marker")]
[JsonDerivedType(typeof(GuestAgentPoint), "agent")]
[JsonDerivedType(typeof(StillPoint), "still")]
[JsonDerivedType(typeof(DelayPoint), "delay")]
[JsonDerivedType(typeof(FirmwarePoint), "firmware")]
[JsonDerivedType(typeof(BootLoaderPoint), "bootLoader")]
[JsonDerivedType(typeof(ProcessPoint), "process")]
[JsonDerivedType(typeof(PortPoint), "port")]
[JsonDerivedType(typeof(ConnectionsPoint), "connections")]
[JsonDerivedType(typeof(CpuPoint), "cpu")]
[JsonDerivedType(typeof(AllPoint), "all")]
[JsonDerivedType(typeof(AnyPoint), "any")]
public abstract record ReadyPoint;
