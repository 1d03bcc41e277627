using System.Diagnostics;
using AIGenerator.Media.Tools;
using AIGenerator.Previews;

namespace AIGenerator.Media.Previews;

/// <summary>
/// One run of the program that makes smaller pictures, which stays for many: starting a process takes longer than such a picture. It decodes what
/// strangers made, so it is started like every tool, sees no file of ours, and what it answers is read with care.
/// </summary>
internal sealed class PreviewProcess : IDisposable
{
    /// <summary>Of one answer.</summary>
    public const int MostBytes = 24 * 1024 * 1024;

    // Its whole life long; one picture has less, see below.
    private static readonly ToolLimits Limits = new(TimeSpan.FromMinutes(20), MemoryMegabytes: 4096, OutputBytes: 4096);
    private static readonly TimeSpan TimeOfOne = TimeSpan.FromSeconds(30);

    private readonly Process _process;

    private PreviewProcess(Process process) => _process = process;

    /// <summary>The system's number of it.</summary>
    public int Id => _process.Id;

    /// <summary>How many pictures it has made.</summary>
    public int Made { get; private set; }

    /// <summary>Since when it has nothing to do.</summary>
    public DateTimeOffset IdleSince { get; set; }

    public static PreviewProcess Start(PreviewProgram program)
    {
        var start = ToolStart.Of(program.Host, [program.Assembly], Path.GetTempPath(), Limits);
        start.Environment["DOTNET_ROOT"] = PreviewProgram.Root;
        start.Environment["DOTNET_EnableDiagnostics"] = "0";

        // It maps no page both to write and to run, which needs files; its own heap is small, the pixels are beside it.
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        start.Environment["DOTNET_GCHeapHardLimit"] = "0x20000000";
        var process = Process.Start(start) ?? throw new InvalidOperationException($"{program.Host} did not start.");
        _ = ForgetAsync(process.StandardError.BaseStream);
        return new PreviewProcess(process);
    }

    /// <summary>The smaller pictures, and the blur last; null where the file could not be read. After an exception the process is of no use any more.</summary>
    /// <exception cref="IOException">It has ended.</exception>
    /// <exception cref="InvalidDataException">It answers what no answer is.</exception>
    /// <exception cref="TimeoutException">It takes too long.</exception>
    public async Task<PreviewAnswer?> MakeAsync(PreviewOrder order, CancellationToken ct)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(ct);
        ending.CancelAfter(TimeOfOne);
        try
        {
            Made++;
            await order.WriteAsync(_process.StandardInput.BaseStream, ending.Token);
            return await PreviewAnswer.ReadAsync(_process.StandardOutput.BaseStream, order.Sizes.Count + 1, MostBytes, ending.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new TimeoutException();
        }
    }

    // Whatever it complains of can hold what stands in a file.
    private static async Task ForgetAsync(Stream complaints)
    {
        try
        {
            await complaints.CopyToAsync(Stream.Null);
        }
        catch (Exception ended) when (ended is IOException or ObjectDisposedException or InvalidOperationException)
        {
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        ToolStart.Kill(_process);
        _process.Dispose();
    }
}
