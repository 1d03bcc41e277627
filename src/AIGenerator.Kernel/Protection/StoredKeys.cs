using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Npgsql;

namespace AIGenerator.Kernel.Protection;

/// <summary>Data-protection keys in <c>kernel.protection_keys</c>, so that every node reads the same cookies. The interface is synchronous and rarely called.</summary>
internal sealed class StoredKeys(NpgsqlDataSource database, MasterKey master, TimeProvider clock) : IXmlRepository
{
    /// <summary>Those that this master key opens. The framework would try each of the others ten times, two seconds long, before it makes a new one.</summary>
    public IReadOnlyCollection<XElement> GetAllElements() => [.. Read().Where(Opens)];

    public void StoreElement(XElement element, string friendlyName)
    {
        var now = clock.GetUtcNow().ToUniversalTime();
        using var command = database.CreateCommand("insert into kernel.protection_keys (name, xml, stored_at) values ($1, $2, $3) on conflict (name) do update set xml = excluded.xml");
        command.Parameters.Add(new NpgsqlParameter { Value = friendlyName ?? Guid.CreateVersion7(now).ToString() });
        command.Parameters.Add(new NpgsqlParameter { Value = element.ToString(SaveOptions.DisableFormatting) });
        command.Parameters.Add(new NpgsqlParameter { Value = now });
        command.ExecuteNonQuery();
    }

    /// <summary>Whether the newest key was made with another master key: by this installation before, or by another node.</summary>
    public bool IsNewestForeign() => Read() is [.., var newest] && !Opens(newest);

    private bool Opens(XElement element) => MasterKeyXmlDecryptor.Opens(master, element);

    private List<XElement> Read()
    {
        using var command = database.CreateCommand("select xml from kernel.protection_keys order by stored_at, name");
        using var reader = command.ExecuteReader();
        var elements = new List<XElement>();
        while (reader.Read())
        {
            elements.Add(XElement.Parse(reader.GetString(0)));
        }

        return elements;
    }
}
