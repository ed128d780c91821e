using System.Text.Json;
using System.Text.Json.Serialization;

namespace Catalog.Api.Rest;

/// <summary>What every REST endpoint shares: names, problems, the document.</summary>
internal static class RestServices
{
    public static IServiceCollection AddRest(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(options =>
        {
            options.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
            options.SerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;

            // A misspelt field would otherwise be an edit that silently did nothing.
            options.SerializerOptions.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
            options.SerializerOptions.AllowDuplicateProperties = false;
        });
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.AddProblemDetails();
        services.AddExceptionHandler<FailureHandler>();
        services.AddHttpContextAccessor();
        services.AddSingleton<Edits>();
        services.AddOpenApi("v1", options => options.AddOperationTransformer(ProblemResponses.DescribeAsync));
        return services;
    }

    /// <summary>Keeps bodies until the request has ended, so that one that cannot be read can be searched for all of its faults.</summary>
    public static void UseReadableBodies(this WebApplication app) => app.Use((context, next) =>
    {
        if (context.Request.HasJsonContentType())
        {
            context.Request.EnableBuffering();
        }

        return next(context);
    });
}
