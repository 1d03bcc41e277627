using System.Runtime.InteropServices;

namespace AIGenerator.Previews;

/// <summary>
/// The part of libwebp's advanced encoder that is needed here (webp/encode.h, encoder ABI 2.x of versions 0.5 to 1.5, read 2026-11). Its simple calls,
/// and Skia's, spend more than half of their time on the last four hundredths of the size.
/// </summary>
internal static unsafe partial class Libwebp
{
    private const string Name = "libwebp.so.7";
    private const int Abi = 0x020f;

    // 0 (fast) to 6 (small); from 3 on the encoder weighs rate against distortion of each block.
    private const int Method = 2;

    public static bool IsThere() => OperatingSystem.IsLinux() && Environment.Is64BitProcess && NativeLibrary.TryLoad(Name, out _);

    /// <summary>The file; null where the encoder refuses.</summary>
    public static byte[]? Encode(ReadOnlySpan<byte> rgba, PixelSize size, bool isOpaque, int quality)
    {
        var config = default(Config);
        var picture = default(Picture);
        var writer = default(Writer);
        if (!WebPConfigInitInternal(&config, 0, quality, Abi) || !WebPPictureInitInternal(&picture, Abi))
        {
            return null;
        }

        config.Method = Method;
        WebPMemoryWriterInit(&writer);
        picture.Width = size.Width;
        picture.Height = size.Height;
        picture.CustomPointer = &writer;
        picture.Write = (void*)NativeLibrary.GetExport(NativeLibrary.Load(Name), "WebPMemoryWrite");
        try
        {
            fixed (byte* pixels = rgba)
            {
                var isTaken = isOpaque ? WebPPictureImportRGBX(&picture, pixels, size.Width * 4) : WebPPictureImportRGBA(&picture, pixels, size.Width * 4);
                return isTaken && WebPEncode(&config, &picture) ? new ReadOnlySpan<byte>(writer.Memory, (int)writer.Size).ToArray() : null;
            }
        }
        finally
        {
            WebPPictureFree(&picture);
            WebPMemoryWriterClear(&writer);
        }
    }

    [LibraryImport(Name)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool WebPConfigInitInternal(Config* config, int preset, float quality, int abi);

    [LibraryImport(Name)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool WebPPictureInitInternal(Picture* picture, int abi);

    [LibraryImport(Name)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool WebPPictureImportRGBA(Picture* picture, byte* rgba, int stride);

    [LibraryImport(Name)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool WebPPictureImportRGBX(Picture* picture, byte* rgbx, int stride);

    [LibraryImport(Name)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool WebPEncode(Config* config, Picture* picture);

    [LibraryImport(Name)]
    private static partial void WebPPictureFree(Picture* picture);

    [LibraryImport(Name)]
    private static partial void WebPMemoryWriterInit(Writer* writer);

    [LibraryImport(Name)]
    private static partial void WebPMemoryWriterClear(Writer* writer);

    /// <summary><c>WebPConfig</c>: 29 fields of four bytes, of which one is set; with room for more.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct Config
    {
        [FieldOffset(8)]
        public int Method;
    }

    /// <summary><c>WebPPicture</c> on 64 bits: 256 bytes; with room for more.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 512)]
    private struct Picture
    {
        [FieldOffset(8)]
        public int Width;

        [FieldOffset(12)]
        public int Height;

        [FieldOffset(96)]
        public void* Write;

        [FieldOffset(104)]
        public void* CustomPointer;
    }

    /// <summary><c>WebPMemoryWriter</c> on 64 bits: 32 bytes; with room for more.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 64)]
    private struct Writer
    {
        [FieldOffset(0)]
        public byte* Memory;

        [FieldOffset(8)]
        public nuint Size;
    }
}
