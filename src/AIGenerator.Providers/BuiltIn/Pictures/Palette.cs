using System.Numerics;

namespace AIGenerator.Providers.BuiltIn.Pictures;

/// <summary>The colours of a scene, from 0 to 1.</summary>
/// <param name="Zenith">The top of the sky.</param>
/// <param name="Horizon">The sky where it meets the land.</param>
/// <param name="Light">Sun or moon, and what it shines on.</param>
/// <param name="Far">The farthest ridge, nearly the horizon's colour.</param>
/// <param name="Near">The nearest ridge.</param>
/// <param name="IsNight">Whether stars are out.</param>
internal sealed record Palette(Vector3 Zenith, Vector3 Horizon, Vector3 Light, Vector3 Far, Vector3 Near, bool IsNight = false)
{
    public static readonly IReadOnlyDictionary<string, IReadOnlyList<Palette>> ByStyle = new Dictionary<string, IReadOnlyList<Palette>>(StringComparer.Ordinal)
    {
        ["dusk"] =
        [
            new(Rgb(0x2B2A5C), Rgb(0xF6A26B), Rgb(0xFFE3B0), Rgb(0xC77B7E), Rgb(0x1F1B3A)),
            new(Rgb(0x3C4F8A), Rgb(0xFFC29A), Rgb(0xFFF1D6), Rgb(0xD79AA0), Rgb(0x2A2348)),
            new(Rgb(0x0B1230), Rgb(0x34548C), Rgb(0xF2F0DA), Rgb(0x35507E), Rgb(0x070B1C), IsNight: true),
        ],
        ["forest"] =
        [
            new(Rgb(0x9CC3C9), Rgb(0xE9EFD8), Rgb(0xFFF7DC), Rgb(0xA9C3AE), Rgb(0x12302A)),
            new(Rgb(0x6F9AA8), Rgb(0xF0E2BF), Rgb(0xFFF0C4), Rgb(0x93AE8F), Rgb(0x1C3320)),
        ],
        ["ocean"] =
        [
            new(Rgb(0x2F6F9F), Rgb(0xF3D9BE), Rgb(0xFFF3D9), Rgb(0x7FA6B8), Rgb(0x0E3A56)),
            new(Rgb(0x173E63), Rgb(0xF2A98B), Rgb(0xFFE0BC), Rgb(0x7C8AA6), Rgb(0x0B2440)),
        ],
        ["paper"] =
        [
            new(Rgb(0xF4E9D8), Rgb(0xFBF5EA), Rgb(0xE9694F), Rgb(0xE8CDA9), Rgb(0x2F5D62)),
            new(Rgb(0xE7EEF2), Rgb(0xF7F9FA), Rgb(0xF2B134), Rgb(0xB6D0D6), Rgb(0x33435C)),
        ],
        ["neon"] =
        [
            new(Rgb(0x12062F), Rgb(0xE0407B), Rgb(0xFFD25E), Rgb(0x5B2A86), Rgb(0x0C0420), IsNight: true),
            new(Rgb(0x070B2B), Rgb(0x1FB7C9), Rgb(0xF7F3A8), Rgb(0x2B3F9E), Rgb(0x050618), IsNight: true),
        ],
    };

    private static Vector3 Rgb(int hex) => new((hex >> 16 & 255) / 255f, (hex >> 8 & 255) / 255f, (hex & 255) / 255f);
}
