using AIGenerator.Bench;

var isFull = args.Contains("--full", StringComparer.Ordinal);
IBenchmark? benchmark = args.FirstOrDefault() switch
{
    "start" => new StartBenchmark(isFull),
    "pages" => new PagesBenchmark(isFull),
    "first-token" => new FirstTokenBenchmark(isFull),
    "streams" => new StreamsBenchmark(isFull),
    "search" => new SearchBenchmark(isFull),
    "long-chat" => new LongChatBenchmark(isFull),
    "previews" => new PreviewsBenchmark(isFull),
    "generations" => new GenerationsBenchmark(isFull),
    "lighthouse" => new LighthouseBenchmark(),
    _ => null,
};
if (benchmark is null)
{
    Console.Error.WriteLine("usage: bench/run.sh start|pages|first-token|streams|search|long-chat|previews|generations|lighthouse [--full]");
    return 2;
}

using var stop = new CancellationTokenSource(TimeSpan.FromMinutes(isFull ? 20 : 15));
var figures = await benchmark.RunAsync(stop.Token);
figures.Print();
return 0;
