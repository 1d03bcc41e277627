using Microsoft.Playwright;

namespace AIGenerator.E2E.Infrastructure;

/// <summary>A request that is on its way for as long as a test wants: what a slow network does, without its chance.</summary>
internal sealed class Held
{
    private readonly TaskCompletionSource<bool> _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Held()
    {
    }

    /// <summary>Ends when the page has sent it.</summary>
    public Task Asked => _asked.Task;

    /// <summary>Holds the next request that matches.</summary>
    /// <param name="page">Who sends it.</param>
    /// <param name="address">A pattern of Playwright's.</param>
    /// <param name="method">Others pass.</param>
    /// <param name="times">How many are held, all by this gate.</param>
    public static async Task<Held> NextAsync(IPage page, string address, string? method = null, int times = 1)
    {
        var held = new Held();
        var left = times;
        await page.RouteAsync(address, async route =>
        {
            if ((method is not null && route.Request.Method != method) || Interlocked.Decrement(ref left) < 0)
            {
                await route.FallbackAsync();
                return;
            }

            held._asked.TrySetResult();
            await (await held._gate.Task ? route.ContinueAsync() : route.AbortAsync());
        });
        return held;
    }

    /// <summary>Lets it go on.</summary>
    public void GoOn() => _gate.TrySetResult(true);

    /// <summary>Lets it be lost, as without a network.</summary>
    public void Lose() => _gate.TrySetResult(false);
}
