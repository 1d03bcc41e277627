using System.Diagnostics;
using System.Globalization;

namespace AIGenerator.Bench;

/// <summary>Cold start (empty data folder: initdb, migrations), warm start, and resident memory of host and database after a few pages.</summary>
internal sealed class StartBenchmark(bool isFull) : IBenchmark
{
    public async Task<Figures> RunAsync(CancellationToken ct)
    {
        var cold = new List<double>();
        var warm = new List<double>();
        double host = 0;
        double database = 0;
        for (var round = 0; round < (isFull ? 7 : 3); round++)
        {
            var folder = Product.NewDataFolder();
            await using (await TimedAsync(cold, folder, ct))
            {
            }

            await using (var product = await TimedAsync(warm, folder, ct))
            {
                using var http = Clients.Plain(product.Address);
                foreach (var path in new[] { "/en", "/en/pricing", "/en/login" })
                {
                    (await http.GetAsync(path, ct)).EnsureSuccessStatusCode();
                }

                host = product.ResidentMb;
                database = DatabaseMb(folder.FullName);
            }

            folder.Delete(recursive: true);
        }

        cold.Sort();
        warm.Sort();
        return new Figures
        {
            ["cold_s"] = Percentiles.Of(cold, 0.5),
            ["warm_s"] = Percentiles.Of(warm, 0.5),
            ["resident_mb"] = host,
            ["database_mb"] = database,
        };
    }

    private static async Task<Child> TimedAsync(List<double> times, DirectoryInfo folder, CancellationToken ct)
    {
        var watch = Stopwatch.StartNew();
        var product = await Product.StartAsync(folder.FullName, null, ct);
        times.Add(watch.Elapsed.TotalSeconds);
        return product;
    }

    private static double DatabaseMb(string folder)
    {
        var pidFile = Path.Combine(folder, "postgres", "data", "postmaster.pid");
        if (!File.Exists(pidFile))
        {
            return 0;
        }

        var postmaster = File.ReadLines(pidFile).First();
        var children = File.ReadAllText($"/proc/{postmaster}/task/{postmaster}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return children.Append(postmaster).Sum(id => Child.ResidentMbOf(int.Parse(id, CultureInfo.InvariantCulture)));
    }
}
