using System.Runtime.ExceptionServices;

namespace AIGenerator.Providers.Media;

/// <summary>Several calls for one order, side by side.</summary>
internal static class Together
{
    private const int AtOnce = 4;

    /// <summary>
    /// The answers to all calls that succeeded, in order; where none did, the failure that matters most. A part of an order is worth more than none:
    /// what has begun is paid for.
    /// </summary>
    /// <exception cref="ProviderException">All failed.</exception>
    public static async Task<IReadOnlyList<TResult>> AnyAsync<T, TResult>(IReadOnlyList<T> items, Func<T, Task<TResult>> call, CancellationToken ct)
        where TResult : class
    {
        var results = new TResult?[items.Count];
        var failures = new ProviderException?[items.Count];
        using var places = new SemaphoreSlim(AtOnce);
        await Task.WhenAll(items.Select(async (item, at) =>
        {
            await places.WaitAsync(ct);
            try
            {
                results[at] = await call(item);
            }
            catch (ProviderException e)
            {
                failures[at] = e;
            }
            finally
            {
                places.Release();
            }
        }));
        TResult[] good = [.. results.OfType<TResult>()];
        if (good.Length == 0)
        {
            // One that may have begun forbids another try; that outweighs why the others failed.
            ExceptionDispatchInfo.Throw(failures.FirstOrDefault(failure => failure is { MayHaveBegun: true }) ?? failures.First(failure => failure is not null)!);
        }

        return good;
    }

    /// <summary>The answers to all calls, in order.</summary>
    public static async Task<IReadOnlyList<TResult>> AllAsync<T, TResult>(IReadOnlyList<T> items, Func<T, Task<TResult>> call, CancellationToken ct)
    {
        using var places = new SemaphoreSlim(AtOnce);
        return await Task.WhenAll(items.Select(async item =>
        {
            await places.WaitAsync(ct);
            try
            {
                return await call(item);
            }
            finally
            {
                places.Release();
            }
        }));
    }
}
