namespace VdiPortal.Broker.Changes;

/// <summary>Says that something changed; whoever cares reads it anew. May come twice.</summary>
/// <param name="Sequence">Rising number of the outbox; 0 for <see cref="ChangeTopic.Resync"/>.</param>
/// <param name="Topic">What kind of thing.</param>
/// <param name="Id">Which one; empty for <see cref="ChangeTopic.Resync"/>.</param>
/// <param name="Scope">Who is concerned: the user of a session, desktop, console or sign-in, the host of a VM or wish, the replica that shall cut a console; empty when there is none.</param>
public sealed record ChangeNotice(long Sequence, ChangeTopic Topic, Guid Id, Guid Scope);
