using System.ComponentModel;

namespace Aspire.Hosting;

/// <summary>Names a project of the solution as a resource.</summary>
public interface IProjectMetadata
{
    /// <summary>Full path of the project file.</summary>
    string ProjectPath { get; }

    /// <summary>Whether the build is somebody else's job; always so here, since the app host's build covers its references.</summary>
    bool SuppressBuild => false;
}

/// <summary>
/// Stand-in only: where the build put the project, so that it starts without a second build. The generated
/// <c>Projects.X</c> classes implement it in Compat mode.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IProjectOutput
{
    /// <summary>Full path of the project's built assembly.</summary>
    string TargetPath { get; }
}
