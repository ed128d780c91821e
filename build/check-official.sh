#!/usr/bin/env bash
# Shows that a source which serves the official packages gets Official mode, and that the same code compiles there.
# The official packages are placeholders made here from compat/: the real ids and versions, our signatures.
#   build/check-official.sh          all of it, about ten minutes
#   build/check-official.sh --quick  without the builds: only which mode is chosen, about two minutes
set -euo pipefail
repo=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
quick=false
case "${1:-}" in
  "") ;;
  --quick) quick=true ;;
  *) sed -n '2,5s/^# \{0,1\}//p' "$0"; exit 2 ;;
esac

work=$(mktemp -d "${TMPDIR:-/tmp}/check-official.XXXXXX")
trap 'rm -rf "$work"' EXIT
unset PackageMode
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 MSBUILDDISABLENODEREUSE=1
ordinary_cache=${NUGET_PACKAGES:-$HOME/.nuget/packages}
version() { sed -nE "s/.*<$1>([^<]+)<.*/\1/p" "$repo/Directory.Packages.props"; }
aspire=$(version AspireVersion)
rid=$(dotnet msbuild "$repo/build/probe/probe.csproj" -getProperty:NETCoreSdkPortableRuntimeIdentifier)

failures=0
expect() { # what is expected, then a command that succeeds if so
  local what=$1; shift
  if "$@"; then echo "ok      $what"; else echo "FAILED  $what"; failures=$((failures + 1)); tail -20 "$work/log" | sed 's/^/        | /'; fi
}
mode_is() { grep -q "<PackageMode>$1<" "$work/tree/artifacts/package-mode.props"; }
said() { grep -q "Package mode: $1 " "$work/log"; }
silent() { ! grep -q 'Package mode: ' "$work/log"; }
probed() { grep -q 'asking the NuGet sources' "$work/log"; }
undecided() { [ ! -e "$work/tree/artifacts/package-mode.props" ]; }
package() { grep -qE "\"$2/[0-9.]+\": \{" "$1" && ! stand_in "$1" "$2"; }
stand_in() { grep -q "\"path\": \".*compat/$2/" "$1"; }
assets() { echo "$work/tree/artifacts/obj/$1/project.assets.json"; }
in_tree() { (cd "$work/tree" && "$@") >"$work/log" 2>&1; }

# 1. The tree as it stands, changes and all, without anything built.
mkdir -p "$work/tree" "$work/feed"
(cd "$repo" && git ls-files -co --exclude-standard -z | while IFS= read -r -d '' f; do [ -e "$f" ] && printf '%s\0' "$f"; done \
  | tar -c --null -T - ) | tar -x -C "$work/tree"

# 2. Placeholders of every package that has a stand-in, and of the three that the app host's SDK needs.
placeholder() { # id, package type, further items
  mkdir -p "$work/placeholders/$1"
  cat >"$work/placeholders/$1/$1.csproj" <<XML
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <TargetFramework>net10.0</TargetFramework>
    <Version>$aspire</Version>
    <PackageType>$2</PackageType>
    <IncludeBuildOutput>false</IncludeBuildOutput>
    <NoWarn>NU5128;NU5100</NoWarn>
  </PropertyGroup>
  <ItemGroup>$3<None Include="about.txt" Pack="true" PackagePath="" /></ItemGroup>
</Project>
XML
  echo "A placeholder." >"$work/placeholders/$1/about.txt"
}
echo '<Project />' | tee "$work/Directory.Build.props" "$work/Directory.Build.targets" "$work/Directory.Packages.props" >/dev/null
placeholder "Aspire.Dashboard.Sdk.$rid" Dependency ""
placeholder "Aspire.Hosting.Orchestration.$rid" Dependency ""
placeholder Aspire.AppHost.Sdk MSBuildSdk '<None Include="Sdk/**" Pack="true" PackagePath="Sdk" />'
mkdir -p "$work/placeholders/Aspire.AppHost.Sdk/Sdk"
echo "<Project><PropertyGroup><IsAspireHost>true</IsAspireHost><AspireHostingSDKVersion>$aspire</AspireHostingSDKVersion></PropertyGroup></Project>" \
  >"$work/placeholders/Aspire.AppHost.Sdk/Sdk/Sdk.props"
# What the real one does for project references, and the two packages it adds by itself.
{
  sed '/<\/Project>/d' "$repo/build/CompatAppHost.targets"
  cat <<XML
  <Target Name="AddDashboardAndOrchestration" BeforeTargets="Restore;CollectPackageReferences">
    <ItemGroup>
      <PackageReference Include="Aspire.Dashboard.Sdk.$rid;Aspire.Hosting.Orchestration.$rid" Version="$aspire" IsImplicitlyDefined="true" />
    </ItemGroup>
  </Target>
  <Target Name="SaySdk" BeforeTargets="CoreCompile"><Message Importance="high" Text="The placeholder of Aspire.AppHost.Sdk is at work." /></Target>
</Project>
XML
} >"$work/placeholders/Aspire.AppHost.Sdk/Sdk/Sdk.targets"

echo "Packing placeholders ..."
cat >"$work/pack.proj" <<XML
<Project>
  <ItemGroup><Packed Include="$work/tree/compat/*/*.csproj;$work/placeholders/*/*.csproj" /></ItemGroup>
  <Target Name="Pack">
    <MSBuild Projects="@(Packed)" Targets="Restore" Properties="PackageMode=Compat;IsPackable=true;Restoring=true" BuildInParallel="true" />
    <MSBuild Projects="@(Packed)" Targets="Pack" Properties="PackageMode=Compat;IsPackable=true;PackageOutputPath=$work/feed/" BuildInParallel="true" />
  </Target>
</Project>
XML
dotnet msbuild "$work/pack.proj" -t:Pack -m -nologo -v:q >"$work/log" 2>&1 || { tail -20 "$work/log"; echo "the placeholders could not be packed"; exit 1; }
rm -rf "$work/tree/artifacts"

# 3. A source that serves them and nothing else does, and a cache with everything else that was ever restored here.
ids=$(cd "$work/feed" && ls | sed -E 's/\.[0-9]+\.[0-9]+\.[0-9]+\.nupkg$//')
others=$(dotnet nuget list source | sed -nE 's/^ *[0-9]+\. +(.*) \[Enabled\]$/\1/p')
export NUGET_PACKAGES="$work/packages"
cp -al "$ordinary_cache" "$NUGET_PACKAGES" 2>/dev/null || cp -a "$ordinary_cache" "$NUGET_PACKAGES" 2>/dev/null || mkdir -p "$NUGET_PACKAGES"
forget() { for id in $ids; do rm -rf "${NUGET_PACKAGES:?}/${id,,}"; done; }
configure() { # the further elements of the configuration
  echo "<configuration>$1</configuration>" >"$work/NuGet.config"
}
mapping="<packageSource key=\"placeholders\">$(for id in $ids; do echo "<package pattern=\"$id\" />"; done)</packageSource>"
while IFS= read -r source; do mapping+="<packageSource key=\"$source\"><package pattern=\"*\" /></packageSource>"; done <<<"$others"
serving="<packageSources><add key=\"placeholders\" value=\"$work/feed\" /></packageSources><packageSourceMapping>$mapping</packageSourceMapping>"
configure "$serving"
forget

expect "no project pins the old Redis client that Compat sources serve" \
  eval '! (cd "$work/tree" && git grep --no-index -l "PackageReference Include=\"StackExchange.Redis\"" -- "*.csproj" ":!compat") >"$work/log"'

# 4. Who chooses, and when. One small project stands for all: it references two of the packages.
small=ServiceDefaults
expect "a project restores where the official packages are served" in_tree dotnet restore $small
expect "... in Official mode, said once" eval 'mode_is Official && said Official && probed'
expect "... from the packages" package "$(assets $small)" OpenTelemetry.Extensions.Hosting
expect "a second restore neither asks nor says anything" eval 'in_tree dotnet restore $small && silent && ! probed'
expect "-p:PackageMode=Compat on the same tree takes the stand-ins, and says so" \
  eval 'in_tree dotnet restore $small -p:PackageMode=Compat && said Compat && ! probed && stand_in "$(assets $small)" OpenTelemetry.Extensions.Hosting'
expect "... and does not change what was decided" mode_is Official
expect "without it the packages are back" \
  eval 'in_tree dotnet restore $small && said Official && ! probed && package "$(assets $small)" OpenTelemetry.Extensions.Hosting'

rm -rf "$work/tree/artifacts"
expect "the environment variable PackageMode=Compat asks no source and writes no decision" \
  eval 'in_tree env PackageMode=Compat dotnet restore $small && said Compat && ! probed && undecided'

rm -rf "$work/tree/artifacts"
mv "$work/feed/Aspire.Dashboard.Sdk.$rid.$aspire.nupkg" "$work/missing.nupkg"; forget
expect "a source that lacks one of them gives Compat" eval 'in_tree dotnet restore $small && mode_is Compat && said Compat'
expect "... for good" grep -q '<PackageModeFinal>true' "$work/tree/artifacts/package-mode.props"
mv "$work/missing.nupkg" "$work/feed/Aspire.Dashboard.Sdk.$rid.$aspire.nupkg"
expect "the decision stands although the source changed" eval 'in_tree dotnet restore $small && silent && mode_is Compat'
echo '<!-- changed -->' >>"$work/tree/Directory.Packages.props"
expect "a change of versions asks again, and the same invocation flips" \
  eval 'in_tree dotnet restore $small && probed && said Official && package "$(assets $small)" OpenTelemetry.Extensions.Hosting'

rm -rf "$work/tree/artifacts"
expect "the solution restores" in_tree dotnet restore Aspire.Routing.sln
expect "... in Official mode, asked once" eval 'mode_is Official && [ "$(grep -c "asking the NuGet sources" "$work/log")" = 1 ]'
for project in AppHost:Aspire.Hosting.AppHost Router.Grpc:Grpc.AspNetCore Catalog.Api:Aspire.Npgsql; do
  expect "... ${project%%:*} has ${project#*:} as a package" package "$(assets "${project%%:*}")" "${project#*:}"
done
expect "... AppHost has what its SDK adds" package "$(assets AppHost)" "Aspire.Hosting.Orchestration.$rid"

# A source that accepts and never answers: what a broken proxy looks like.
rm -rf "$work/tree/artifacts"
coproc LISTEN { python3 -u -c 'import socket,time
s = socket.socket(); s.bind(("127.0.0.1", 0)); s.listen(64); print(s.getsockname()[1], flush=True); time.sleep(600)'; }
listener=$LISTEN_PID
read -r port <&"${LISTEN[0]}"
configure "<packageSources><clear /><add key=\"mute\" value=\"http://127.0.0.1:$port/v3/index.json\" allowInsecureConnections=\"true\" /></packageSources>"
forget
expect "sources that never answer give Compat within the timeout" \
  eval 'in_tree dotnet restore $small -p:PackageProbeTimeout=15000 -p:NuGetAudit=false; mode_is Compat && grep -q "did not answer" "$work/log"'
expect "... not for good" grep -q '<PackageModeFinal>false' "$work/tree/artifacts/package-mode.props"
kill "$listener" 2>/dev/null || true

# 5. The same source compiles.
if ! $quick; then
  rm -rf "$work/tree/artifacts"; configure "$serving"; forget
  expect "dotnet build Aspire.Routing.sln succeeds against the packages" in_tree dotnet build Aspire.Routing.sln
  expect "... in Official mode" eval 'mode_is Official && said Official'
  expect "... with the app host's SDK" grep -q 'The placeholder of Aspire.AppHost.Sdk is at work' "$work/log"
  expect "... and knows the mode at run time" grep -q 'PackageMode", "Official"' "$work/tree/artifacts/obj/AppHost/debug/AppHost.AssemblyInfo.cs"
  expect "the same tree builds with the stand-ins afterwards" in_tree dotnet build Aspire.Routing.sln -p:PackageMode=Compat
fi

[ "$failures" = 0 ] && echo "Official mode is chosen and compiles." || { echo "$failures checks failed."; exit 1; }
