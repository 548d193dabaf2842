using System.Diagnostics;
using System.Text;

namespace VdiPortal.E2E.Kit;

/// <summary>What a process prints, and waiting for words in it.</summary>
internal sealed class ProductOutput
{
    private readonly StringBuilder _text = new();
    private readonly Lock _lock = new();
    private readonly Task _read;
    private TaskCompletionSource _more = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ProductOutput(Process process) => _read = Task.WhenAll(ReadAsync(process.StandardOutput), ReadAsync(process.StandardError));

    public string Text
    {
        get
        {
            lock (_lock)
                return _text.ToString();
        }
    }

    public async Task WaitForAsync(string words, TimeSpan limit)
    {
        using var late = new CancellationTokenSource(limit);
        while (true)
        {
            Task more;
            lock (_lock)
            {
                if (_text.ToString().Contains(words, StringComparison.Ordinal))
                    return;
                more = _more.Task;
            }

            if (_read.IsCompleted)
                throw new InvalidOperationException($"It ended without saying \"{words}\". It said:\n{Text}");
            await Task.WhenAny(more, _read).WaitAsync(late.Token);
        }
    }

    public async Task<string> ToEndAsync()
    {
        await _read;
        return Text;
    }

    private async Task ReadAsync(StreamReader reader)
    {
        var buffer = new char[1024];
        int count;
        while ((count = await reader.ReadAsync(buffer)) > 0)
        {
            lock (_lock)
            {
                _text.Append(buffer, 0, count);
                _more.SetResult();
                _more = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }
    }
}
