namespace VdiPortal.Portal.Tests.Api;

/// <summary>One endpoint: how it is called so that it can succeed, and what becomes of it for whom.</summary>
/// <param name="Path">Makes the concrete path, below /api/v1/; called anew for each caller.</param>
/// <param name="Owner">The answer to whom the thing belongs to (Ada).</param>
/// <param name="Other">The answer to another learner.</param>
/// <param name="Trainer">The answer to a trainer.</param>
/// <param name="Admin">The answer to an administrator.</param>
/// <param name="Body">A body that is good, or null for none.</param>
internal sealed record ApiRow(Func<ApiFixture, Task<string>> Path, int Owner, int Other, int Trainer, int Admin, Func<object>? Body = null)
{
    /// <summary>A path that is always the same.</summary>
    public ApiRow(string path, int owner, int other, int trainer, int admin, Func<object>? body = null)
        : this(_ => Task.FromResult(path), owner, other, trainer, admin, body)
    {
    }
}
