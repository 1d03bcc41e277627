using System.Diagnostics;
using AIGenerator.Generation;
using AIGenerator.Media;
using AIGenerator.Media.Generated;
using AIGenerator.Media.Previews;
using AIGenerator.Tests.Infrastructure;
using AIGenerator.Tests.Media;
using Microsoft.Extensions.DependencyInjection;

namespace AIGenerator.Tests.Generation.Media;

/// <summary>An FFmpeg, and a program for smaller pictures, that are ended from outside while a test says so, as a machine without memory would.</summary>
public sealed class BusyMachine(TestPostgres server) : MediaServices(server)
{
    private readonly string _folder = Directory.CreateTempSubdirectory("aigenerator-busy-").FullName;

    protected override IEnumerable<KeyValuePair<string, string?>> Settings => [.. base.Settings, new("FFMPEG_PATH", Tool)];

    private string Tool => Path.Combine(_folder, "ffmpeg");

    private string Host => Path.Combine(_folder, "dotnet");

    private string Flag => Path.Combine(_folder, "busy");

    public void IsBusy(bool isBusy)
    {
        if (isBusy)
        {
            File.WriteAllText(Flag, "");
            foreach (var idle in Get<PreviewPool>().Idle)
            {
                using var process = Process.GetProcessById(idle.Id);
                process.Kill();
                process.WaitForExit();
            }
        }
        else
        {
            File.Delete(Flag);
        }
    }

    public override async ValueTask InitializeAsync()
    {
        await WriteAsync(Tool, "ffmpeg");
        await WriteAsync(Host, PreviewProgram.BesideUs().Host);
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    protected override void Configure(IServiceCollection services)
    {
        base.Configure(services);
        services.AddSingleton(PreviewProgram.BesideUs() with { Host = Host });
    }

    private async Task WriteAsync(string tool, string real)
    {
        await File.WriteAllTextAsync(tool, $"#!/bin/sh\n[ -e '{Flag}' ] && kill -9 $$\nexec {real} \"$@\"\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(tool, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}

public sealed class MediaToolTests(BusyMachine services) : IClassFixture<BusyMachine>
{
    [Fact]
    public async Task A_tool_that_fails_is_tried_again_and_the_picture_is_whole()
    {
        services.IsBusy(true);
        var workspace = await services.WorkspaceAsync(10_000);
        var id = await services.AcceptedAsync(services.Command(workspace));
        await services.DriveAsync();
        (await services.ViewAsync(id, workspace)).Stage.ShouldBe("storing");

        services.IsBusy(false);
        await services.DriveToEndAsync(id, workspace);

        var asset = (await services.ViewAsync(id, workspace)).Assets.ShouldHaveSingleItem();
        asset.BlurHash.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task A_tool_that_keeps_failing_costs_the_smaller_pictures_and_not_the_picture()
    {
        services.IsBusy(true);
        var workspace = await services.WorkspaceAsync(10_000);
        var id = await services.AcceptedAsync(services.Command(workspace));

        await services.DriveToEndAsync(id, workspace);

        var view = await services.ViewAsync(id, workspace);
        (view.State, view.ErrorCode, view.Assets.ShouldHaveSingleItem().BlurHash).ShouldBe((GenerationState.Succeeded, null, null));
    }

    [Fact]
    public async Task Only_what_cannot_be_read_is_called_broken()
    {
        var pictures = services.Get<IGeneratedPictures>();
        var half = MadeFiles.Png(64, 64)[..80];

        services.IsBusy(true);
        (await pictures.FinishAsync(MadeFiles.Png(64, 64), null, isPlain: false, TestContext.Current.CancellationToken)).Ok(out _, out var busy).ShouldBeFalse();
        services.IsBusy(false);
        (await pictures.FinishAsync(half, null, isPlain: false, TestContext.Current.CancellationToken)).Ok(out _, out var broken).ShouldBeFalse();

        (busy, broken).ShouldBe((MediaErrors.Busy, MediaErrors.Broken));
    }
}
