using VdiPortal.Host.Consoles;
using VdiPortal.Vir;

namespace VdiPortal.Host.Slots;

/// <summary>What a new wish means for a VM's consoles and idle clock, at once.</summary>
internal static class SlotEffects
{
    public static void Apply(Guid vm, WishTarget? before, Wish wish, SlotContext context)
    {
        switch (wish.Target)
        {
            case WishTarget.ShutDown or WishTarget.Destroy:
                context.Consoles.Cut(vm, ConsoleEnd.VmStopping);
                break;
            case WishTarget.Run when before is WishTarget.Warm:
                Claim(vm, wish.Generation, context);
                break;
            case WishTarget.Run when before is WishTarget.Pause:
                context.Idle.Touch(vm);
                break;
        }
    }

    /// <summary>Whoever looked at a warm VM must not see what its user does.</summary>
    private static void Claim(Guid vm, long generation, SlotContext context)
    {
        context.Idle.Clear(vm);
        context.Consoles.CutOlder(vm, generation, ConsoleEnd.VmClaimed);
    }
}
