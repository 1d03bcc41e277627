using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace AIGenerator.Simulators.Images;

/// <summary>What a vendor reads in a mask as the place to work at. They disagree, and a test that inverts it must fail.</summary>
public enum SimHere
{
    /// <summary>White.</summary>
    White,

    /// <summary>Black.</summary>
    Black,

    /// <summary>Where it is transparent.</summary>
    Transparent,
}

/// <summary>The pictures that simulated vendors make: one plain colour, which the prompt decides.</summary>
public static class SimPicture
{
    // A benchmark asks for the same picture thousands of times: the machine's time is for what it measures.
    private const int MostDrawn = 64;
    private static readonly ConcurrentDictionary<((byte, byte, byte), int, int), byte[]> Drawn = new();

    /// <summary>The colour of a prompt; never grey, black or white, so that it is told from a source and from a mask.</summary>
    public static (byte Red, byte Green, byte Blue) ColorOf(string prompt)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(prompt));
        return ((byte)(160 + (hash[0] % 80)), (byte)(40 + (hash[1] % 80)), (byte)(90 + (hash[2] % 60)));
    }

    /// <summary>A picture of nothing but the prompt's colour.</summary>
    public static byte[] Plain(string prompt, int width, int height) => Once((ColorOf(prompt), width, height), () => SimPng.Write(Fill(prompt, width, height)));

    /// <summary>A picture as rich as a vendor's, of a million pixels, in the prompt's colour.</summary>
    public static byte[] Scene(string prompt) => Once((ColorOf(prompt), 0, 0), () => SimPng.Write(SimScene.Draw(ColorOf(prompt)), isFiltered: true));

    private static byte[] Once(((byte, byte, byte), int, int) key, Func<byte[]> draw)
    {
        if (Drawn.TryGetValue(key, out var known))
        {
            return known;
        }

        var file = draw();
        if (Drawn.Count < MostDrawn)
        {
            Drawn[key] = file;
        }

        return file;
    }

    /// <summary>The source with the prompt's colour where the mask says "here". What cannot be read counts as grey, or as a mask of everything.</summary>
    public static byte[] Painted(string prompt, byte[] source, byte[] mask, SimHere here)
    {
        var from = SimPng.Read(source);
        var where = SimPng.Read(mask);
        var picture = Fill(prompt, from?.Width ?? where?.Width ?? 256, from?.Height ?? where?.Height ?? 256);
        if (where is null)
        {
            return SimPng.Write(picture);
        }

        for (var y = 0; y < picture.Height; y++)
        {
            for (var x = 0; x < picture.Width; x++)
            {
                if (!IsHere(where.At(x * where.Width / picture.Width, y * where.Height / picture.Height), here))
                {
                    var (red, green, blue, _) = from?.At(x, y) ?? (128, 128, 128, 255);
                    var at = ((y * picture.Width) + x) * 3;
                    (picture.Bytes[at], picture.Bytes[at + 1], picture.Bytes[at + 2]) = (red, green, blue);
                }
            }
        }

        return SimPng.Write(picture);
    }

    private static bool IsHere((byte Red, byte Green, byte Blue, byte Alpha) pixel, SimHere here) => here switch
    {
        SimHere.White => pixel.Red >= 128,
        SimHere.Black => pixel.Red < 128,
        SimHere.Transparent => pixel.Alpha < 128,
    };

    private static SimPixels Fill(string prompt, int width, int height)
    {
        var (red, green, blue) = ColorOf(prompt);
        var bytes = new byte[width * height * 3];
        for (var at = 0; at < bytes.Length; at += 3)
        {
            (bytes[at], bytes[at + 1], bytes[at + 2]) = (red, green, blue);
        }

        return new SimPixels(width, height, 3, bytes);
    }
}
