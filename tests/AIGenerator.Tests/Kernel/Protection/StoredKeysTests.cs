using System.Security.Cryptography;
using AIGenerator.Kernel.Protection;
using Microsoft.AspNetCore.DataProtection;

namespace AIGenerator.Tests.Kernel.Protection;

public sealed class StoredKeysTests(KernelDatabase database) : IClassFixture<KernelDatabase>
{
    private static readonly byte[] Master = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];

    [Fact]
    public async Task One_node_opens_what_another_sealed_and_the_stored_keys_tell_nothing()
    {
        await using var first = await NodeAsync(Master);
        await using var second = await NodeAsync(Master);
        var sealedText = first.Get<IDataProtectionProvider>().CreateProtector("test").Protect("secret");

        second.Get<IDataProtectionProvider>().CreateProtector("test").Unprotect(sealedText).ShouldBe("secret");

        var stored = await database.QueryAsync<string>("select xml from kernel.protection_keys limit 1");
        stored.ShouldNotBeNull().ShouldContain("wrapped");
        stored.ShouldNotContain("<masterKey");
    }

    [Fact]
    public async Task Another_master_key_opens_nothing()
    {
        await using var first = await NodeAsync(Master);
        await using var stranger = await NodeAsync([.. Master.Reverse()]);
        var sealedText = first.Get<IDataProtectionProvider>().CreateProtector("test").Protect("secret");

        Should.Throw<CryptographicException>(() => stranger.Get<IDataProtectionProvider>().CreateProtector("test").Unprotect(sealedText));
    }

    [Fact]
    public void A_changed_byte_is_noticed_wherever_it_is()
    {
        var box = MasterKeyBox.Seal(Master, "key material"u8.ToArray());

        MasterKeyBox.Open(Master, box).ShouldBe("key material"u8.ToArray());
        for (var i = 0; i < box.Length; i++)
        {
            var changed = (byte[])box.Clone();
            changed[i] ^= 1;
            Should.Throw<CryptographicException>(() => MasterKeyBox.Open(Master, changed));
        }
    }

    private Task<KernelNode> NodeAsync(byte[] master) =>
        database.NodeAsync(services => services.AddKernelDataProtection(master), clock: TimeProvider.System);
}
