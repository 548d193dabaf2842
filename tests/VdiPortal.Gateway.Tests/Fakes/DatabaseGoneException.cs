using System.Data.Common;

namespace VdiPortal.Gateway.Tests.Fakes;

/// <summary>What a store throws while the database is away.</summary>
internal sealed class DatabaseGoneException() : DbException("The database is gone.");
