using AIGenerator.Chat.Export;
using AIGenerator.Tests.Infrastructure;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace AIGenerator.Tests.Chat;

public sealed class ChromiumTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("aig-chromium-").FullName;
    private readonly StoppedClock _clock = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task What_was_written_until_the_time_was_up_is_no_file()
    {
        var started = Path.Combine(_folder, "started");
        using var chromium = Fake($"for a in \"$@\"; do case $a in --print-to-pdf=*) printf half > \"${{a#*=}}\";; esac; done; : > '{started}'; exec sleep 600");

        var printing = chromium.PrintAsync("<p>x</p>", Ct);
        while (!File.Exists(started))
        {
            await Task.Yield();
        }

        _clock.Advance(TimeSpan.FromMinutes(1));
        (await printing).Ok(out _, out var refusal).ShouldBeFalse();

        refusal!.Code.ShouldBe("chat.pdf-failed");
    }

    private Chromium Fake(string script)
    {
        var program = Path.Combine(_folder, "chromium");
        File.WriteAllText(program, "#!/bin/sh\n" + script + "\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("CHROMIUM_PATH", program)]).Build();
        return new Chromium(configuration, _clock, NullLogger<Chromium>.Instance);
    }
}
