using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Router.Grpc.Admission;

namespace Router.FunctionalTests.Running;

/// <summary>Says who asks, as admission does by their virtual keys.</summary>
internal sealed class CallerStub(Func<Caller> current) : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use((context, then) =>
        {
            context.Features.Set(current());
            return then(context);
        });
        next(app);
    };
}
