# The name and version that the scripts require. What stands behind them here are stand-ins: they reach no service.
@{
    RootModule        = 'ExchangeOnlineManagement.psm1'
    ModuleVersion     = '3.0.0'
    GUID              = '5e1a4f0c-7b7e-4d0e-9a53-0c6b1d2f8e94'
    Description       = 'Stand-ins for the cmdlets of Exchange Online, for the tests of eacwizard.'
    PowerShellVersion = '5.1'
    FunctionsToExport = '*'
    CmdletsToExport   = @()
    VariablesToExport = @()
    AliasesToExport   = @()
}
