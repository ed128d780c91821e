using Google.Protobuf.Reflection;

namespace Grpc.Reflection;

/// <summary>Stands in for <c>Grpc.Reflection.SymbolRegistry</c>: finds files by name and by what they declare.</summary>
public class SymbolRegistry
{
    private readonly Dictionary<string, FileDescriptor> _byName = [];
    private readonly Dictionary<string, FileDescriptor> _bySymbol = [];

    private SymbolRegistry()
    {
    }

    /// <summary>Stands in for <c>FromFiles</c>: indexes the files and everything they import.</summary>
    public static SymbolRegistry FromFiles(IEnumerable<FileDescriptor> fileDescriptors)
    {
        ArgumentNullException.ThrowIfNull(fileDescriptors);
        var registry = new SymbolRegistry();
        foreach (var file in fileDescriptors)
        {
            registry.Add(file);
        }

        return registry;
    }

    /// <summary>Stands in for <c>FileByName</c>: the file, or null.</summary>
    public FileDescriptor? FileByName(string filename) => _byName.GetValueOrDefault(filename);

    /// <summary>Stands in for <c>FileContainingSymbol</c>: the file that declares a full name, or null.</summary>
    public FileDescriptor? FileContainingSymbol(string symbol) => _bySymbol.GetValueOrDefault(symbol);

    private void Add(FileDescriptor file)
    {
        if (!_byName.TryAdd(file.Name, file))
        {
            return;
        }

        foreach (var import in file.Dependencies)
        {
            Add(import);
        }

        foreach (var message in file.MessageTypes)
        {
            Add(message);
        }

        AddEach(file.EnumTypes);
        AddEach(file.Services);
        AddEach(file.Services.SelectMany(service => service.Methods));
        AddEach(file.Extensions.UnorderedExtensions);
    }

    private void Add(MessageDescriptor message)
    {
        _bySymbol[message.FullName] = message.File;
        AddEach(message.EnumTypes);
        AddEach(message.Fields.InDeclarationOrder());
        foreach (var nested in message.NestedTypes)
        {
            Add(nested);
        }
    }

    private void AddEach(IEnumerable<IDescriptor> symbols)
    {
        foreach (var symbol in symbols)
        {
            _bySymbol[symbol.FullName] = symbol.File;
        }
    }
}
