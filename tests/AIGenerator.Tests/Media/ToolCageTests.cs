using System.Text;
using AIGenerator.Media.Tools;

namespace AIGenerator.Tests.Media;

public class ToolCageTests
{
    [Fact]
    public async Task A_tool_sees_no_network_where_the_system_lets_it_have_none()
    {
        Assert.SkipWhen(ToolCage.Prefix.Length == 0, "This system lets no process leave its network.");

        var seen = await ToolRun.RunAsync(
            "/bin/cat", ["/proc/self/net/dev"], Path.GetTempPath(), new ToolLimits(TimeSpan.FromSeconds(30), 512, 64 * 1024), TestContext.Current.CancellationToken);

        Assert.Equal(0, seen.ExitCode);
        var devices = Encoding.ASCII.GetString(seen.Output.Span).Split('\n').Where(line => line.Contains(':', StringComparison.Ordinal)).Select(line => line.Split(':')[0].Trim());
        Assert.Equal(["lo"], devices);
    }
}
