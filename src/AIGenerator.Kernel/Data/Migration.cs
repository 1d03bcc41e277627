using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace AIGenerator.Kernel.Data;

/// <summary>Where a module keeps its SQL migrations: files <c>Migrations/NNNN_name.sql</c> embedded in its assembly.</summary>
/// <param name="Module">The module's name, also its schema.</param>
/// <param name="Level">The module's level; lower levels migrate first.</param>
/// <param name="Assembly">The assembly that embeds the files.</param>
public sealed record MigrationSource(string Module, int Level, Assembly Assembly)
{
    internal IEnumerable<Migration> Read()
    {
        foreach (var resource in Assembly.GetManifestResourceNames().Where(name => name.StartsWith("Migrations/", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(Assembly.GetManifestResourceStream(resource)!);
            var name = Path.GetFileNameWithoutExtension(resource);
            yield return new Migration(this, int.Parse(name.AsSpan(0, 4), CultureInfo.InvariantCulture), name[5..], reader.ReadToEnd());
        }
    }
}

internal sealed record Migration(MigrationSource Source, int Number, string Name, string Sql)
{
    public string Checksum { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql.ReplaceLineEndings("\n"))));

    public override string ToString() => $"{Source.Module}/{Number:0000}_{Name}";
}
