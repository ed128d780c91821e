using Aspire.Catalog.V1;
using Catalog.Api.Grpc;
using Catalog.Api.Rest;
using Grpc.Core;

namespace Catalog.Api.Reports;

/// <summary>Reports over gRPC.</summary>
internal sealed class ReportGrpcService(UsageReport usage, KeptUsage kept, TimeProvider time) : ReportService.ReportServiceBase
{
    public override async Task<QueryUsageResponse> QueryUsage(QueryUsageRequest request, ServerCallContext context)
    {
        var faults = new Faults();
        var (monthBegins, todayEnds) = UsageQueryReader.ThisMonth(time.GetUtcNow());
        var query = new UsageQuery(request.From?.ToDateTimeOffset() ?? monthBegins, request.To?.ToDateTimeOffset() ?? todayEnds)
        {
            GroupBy = UsageQueryReader.Groups(request.GroupBy, faults),
            Only = [.. request.Filters.Select(filter => (Dimension(filter, faults), filter.Values.ToArray()))],
            DearestFirst = request.DearestFirst,
        };
        faults.Require(query.From < query.To, "from", "must be earlier than to");
        var size = Paging.Size(request.PageSize == 0 ? null : request.PageSize, faults);
        var skip = UsageQueryReader.Skip(request.PageToken, faults);
        GrpcErrors.Refuse(faults);
        var (source, _) = await kept.ChooseAsync(query, context.CancellationToken);
        var groups = await usage.GroupsAsync(query, source, skip, size + 1, context.CancellationToken);
        return new()
        {
            Groups = { groups.Take(size).Select(ToWire) },
            NextPageToken = groups.Count > size ? UsageQueryReader.Token(skip + size) : "",
        };
    }

    private static ReportDimension Dimension(UsageFilter filter, Faults faults)
    {
        var dimension = ReportDimension.Find(filter.Dimension);
        faults.Require(
            dimension is { IsTime: false },
            "filters",
            $"'{filter.Dimension}' is none of {string.Join(", ", ReportDimension.All.Where(known => !known.IsTime).Select(known => known.Name))}");
        faults.Require(!filter.Values.Any(value => value.Contains('\0', StringComparison.Ordinal)), "filters", "contains the character U+0000");
        return dimension ?? ReportDimension.All[0];
    }

    private static Aspire.Catalog.V1.UsageGroup ToWire(UsageGroup group)
    {
        var figures = group.Figures;
        return new()
        {
            Keys = { group.Keys },
            Calls = figures.Calls,
            Failed = figures.Failed,
            Aborted = figures.Aborted,
            Unknown = figures.Unknown,
            Estimated = figures.Estimated,
            Unpriced = figures.Unpriced,
            InputTokens = figures.InputTokens,
            CachedInputTokens = figures.CachedInputTokens,
            CacheWriteTokens = figures.CacheWriteTokens,
            OutputTokens = figures.OutputTokens,
            ReasoningTokens = figures.ReasoningTokens,
            CostNanos = (long)figures.CostNanos,
            UncachedCostNanos = (long)figures.UncachedCostNanos,
            LatencyMicros = (long)figures.LatencyMicros,
        };
    }
}
