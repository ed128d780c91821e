namespace Routing.Catalog.Files;

/// <summary>The words for a few values, in both directions.</summary>
internal sealed class NameTable<T>(params (string Name, T Value)[] rows)
    where T : struct
{
    public string Names => string.Join(", ", rows.Select(static row => row.Name));

    public string Of(T value) => rows.First(row => row.Value.Equals(value)).Name;

    public T? Find(string name)
    {
        foreach (var row in rows)
        {
            if (row.Name == name)
            {
                return row.Value;
            }
        }

        return null;
    }
}
