namespace VdiPortal.Store.Migrations;

/// <summary>What a migration did.</summary>
/// <param name="From">The schema's number before; 0 for an empty database.</param>
/// <param name="To">The schema's number now.</param>
/// <param name="Applied">The steps taken, for example <c>0002_power_steps</c>; empty when there was nothing to do.</param>
public sealed record MigrationResult(int From, int To, IReadOnlyList<string> Applied);
