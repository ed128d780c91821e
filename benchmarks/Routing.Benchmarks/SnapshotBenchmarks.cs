using BenchmarkDotNet.Attributes;
using Routing.Catalog;

namespace Routing.Benchmarks;

/// <summary>What a change of the catalog costs before it is served.</summary>
public class SnapshotBenchmarks
{
    private readonly CatalogSnapshot _snapshot = SyntheticCatalog.Of(10_000);
    private byte[] _file = [];

    [GlobalSetup]
    public void Prepare() => _file = SnapshotFile.Write(_snapshot);

    [Benchmark(Description = "index 10,000 models")]
    public CatalogIndex Index() => new(_snapshot);

    [Benchmark(Description = "read a file of 10,000 models")]
    public CatalogSnapshot Read() => SnapshotFile.Read(_file);
}
