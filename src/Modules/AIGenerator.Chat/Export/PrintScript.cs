using System.Security.Cryptography;
using System.Text;
using AIGenerator.Ui;
using Microsoft.AspNetCore.Hosting;

namespace AIGenerator.Chat.Export;

/// <summary>What a page runs while it is printed (<c>Export/print.ts</c>): formulas are drawn and code gets its colours. Empty where the client is not built.</summary>
internal sealed class PrintScript(ClientAssets assets, IWebHostEnvironment environment)
{
    private volatile Known? _known;

    /// <summary>The script.</summary>
    public string Text => Read().Text;

    /// <summary>What the printed page may do: what the file may, and run this very script with its fonts.</summary>
    public string Policy => Read().Policy;

    private Known Read()
    {
        var address = assets.Of("print.js");
        if (_known is { } known && known.Address == address)
        {
            return known;
        }

        var file = environment.WebRootFileProvider.GetFileInfo(address);
        if (!file.Exists)
        {
            return new Known(address, "", DocumentStyle.Policy);
        }

        using var reader = new StreamReader(file.CreateReadStream(), Encoding.UTF8);
        var text = reader.ReadToEnd();
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        return _known = new Known(address, text, $"{DocumentStyle.Policy}; script-src 'sha256-{hash}'; font-src data:");
    }

    private sealed record Known(string Address, string Text, string Policy);
}
