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
    /// <exception cref="InvalidOperationException">A file's name is not <c>NNNN_name.sql</c>, or a number is there twice.</exception>
    internal IEnumerable<Migration> Read()
    {
        var last = -1;
        foreach (var resource in Assembly.GetManifestResourceNames().Where(name => name.StartsWith("Migrations/", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileNameWithoutExtension(resource);
            if (name.Length < 6 || name[4] != '_' || !int.TryParse(name.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number == last)
            {
                throw new InvalidOperationException($"The migration {resource} of {Module} needs a name NNNN_name.sql with a number of its own.");
            }

            using var reader = new StreamReader(Assembly.GetManifestResourceStream(resource)!);
            yield return new Migration(this, last = number, name[5..], reader.ReadToEnd());
        }
    }
}

internal sealed record Migration(MigrationSource Source, int Number, string Name, string Sql)
{
    public string Checksum { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql.ReplaceLineEndings("\n"))));

    public override string ToString() => $"{Source.Module}/{Number:0000}_{Name}";
}
