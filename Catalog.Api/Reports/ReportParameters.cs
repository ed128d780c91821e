using Microsoft.OpenApi;

namespace Catalog.Api.Reports;

/// <summary>Says in the document what reports take, since they read the query themselves to refuse what they do not know.</summary>
internal static class ReportParameters
{
    private static readonly (string Name, string Description)[] Range =
    [
        ("from", "The first moment, a date or a time; UTC without an offset. The begin of the month when not given."),
        ("to", "The first moment after. The end of today when not given."),
    ];

    private static readonly (string Name, string Description)[] Filters =
    [
        .. ReportDimension.All.Where(dimension => !dimension.IsTime)
            .Select(dimension => (dimension.Name, "Only calls with this value; given twice, with either. Empty for the unknown.")),
    ];

    public static RouteHandlerBuilder TakesRange(this RouteHandlerBuilder route) => route.Takes(Range);

    public static RouteHandlerBuilder TakesFilters(this RouteHandlerBuilder route) => route.Takes(Filters);

    public static RouteHandlerBuilder Takes(this RouteHandlerBuilder route, params (string Name, string Description)[] parameters) =>
        route.AddOpenApiOperationTransformer((operation, _, _) =>
        {
            operation.Parameters ??= [];
            foreach (var (name, description) in parameters)
            {
                operation.Parameters.Add(new OpenApiParameter
                {
                    Name = name,
                    In = ParameterLocation.Query,
                    Description = description,
                    Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                });
            }

            return Task.CompletedTask;
        });
}
