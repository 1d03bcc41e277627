using AIGenerator.Media.Files;

namespace AIGenerator.Tests.Media;

public sealed class FolderFileStoreTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("aig-files-").FullName;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_is_kept_read_replaced_and_erased()
    {
        var store = new FolderFileStore(_folder);

        await store.SaveAsync("chat/one", "first"u8.ToArray(), Ct);
        await store.SaveAsync("chat/one", "second"u8.ToArray(), Ct);

        (await TextOfAsync(store, "chat/one")).ShouldBe("second");
        await store.DeleteAsync("chat/one", Ct);
        await store.DeleteAsync("chat/one", Ct);
        (await store.OpenAsync("chat/one", Ct)).ShouldBeNull();
        Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("../outside")]
    [InlineData("/etc/passwd")]
    [InlineData("chat/../../outside")]
    [InlineData(".arriving/x")]
    [InlineData("")]
    public async Task No_key_leads_out_of_the_folder(string key) =>
        await Should.ThrowAsync<ArgumentException>(() => new FolderFileStore(_folder).OpenAsync(key, Ct));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static async Task<string> TextOfAsync(FolderFileStore store, string key)
    {
        await using var file = (await store.OpenAsync(key, Ct)).ShouldNotBeNull();
        using var reader = new StreamReader(file);
        return await reader.ReadToEndAsync(Ct);
    }
}
