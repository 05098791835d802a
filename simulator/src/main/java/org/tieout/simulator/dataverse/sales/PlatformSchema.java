package org.tieout.simulator.dataverse.sales;

import org.tieout.simulator.dataverse.model.TableType;

/// The platform's own tables: users, the organisation, closing activities, webhook registrations, jobs (section 11).
final class PlatformSchema {
    private PlatformSchema() {}

    static TableType user() {
        return TableType.declare("systemuser", "systemusers", "fullname", true, """
                fullname Text 200
                internalemailaddress Text 100
                applicationid Guid
                azureactivedirectoryobjectid Guid
                isintegrationuser Bool
                isdisabled Bool
                """);
    }

    static TableType organization() {
        return TableType.declare("organization", "organizations", "name", false, """
                name Text 160
                expirechangetrackingindays Int
                issopintegrationenabled Bool
                basecurrencyid Lookup transactioncurrency
                """);
    }

    static TableType close(String name, String lookup, String target) {
        String money = target.equals("opportunity") ? "actualrevenue Money\n" : "";
        return TableType.declare(
                name,
                name + "s",
                "subject",
                true,
                """
                subject Text 200
                description Text 2000
                actualend Timestamp
                """ + money + lookup + " Lookup required " + target
                        + "\nstatuscode Choice 1:Open 2:Completed 3:Canceled\n");
    }

    static TableType endpoint() {
        return TableType.declare("serviceendpoint", "serviceendpoints", "name", false, """
                name Text 256 required
                url Text 2000
                contract Choice 1:OneWay 2:Queue 3:Rest 4:TwoWay 5:Topic 6:Queue_(Persistent) 7:Event_Hub 8:Webhook
                authtype Choice 1:Not_Specified 2:SASKey 3:SASToken 4:Webhook_Key 5:Http_Header 6:Http_Query_String
                authvalue Text 2048 writeonly
                messageformat Choice 1:Binary_XML 2:Json 3:Text_XML
                """);
    }

    static TableType message() {
        return TableType.declare("sdkmessage", "sdkmessages", "name", false, "name Text 256 required\n");
    }

    static TableType filter() {
        return TableType.declare("sdkmessagefilter", "sdkmessagefilters", "primaryobjecttypecode", false, """
                primaryobjecttypecode Text 64
                sdkmessageid Lookup required sdkmessage
                """);
    }

    static TableType step() {
        return TableType.declare("sdkmessageprocessingstep", "sdkmessageprocessingsteps", "name", false, """
                name Text 256 required
                sdkmessageid Lookup required sdkmessage
                sdkmessagefilterid Lookup sdkmessagefilter
                eventhandler Lookup required serviceendpoint plugintype
                stage Choice required 10:Pre-validation 20:Pre-operation 40:Post-operation
                mode Choice required 0:Synchronous 1:Asynchronous
                filteringattributes Text 100000
                rank Int
                asyncautodelete Bool
                supporteddeployment Choice 0:Server_Only 1:Client_Only 2:Both
                statecode Choice 0:Enabled 1:Disabled
                statuscode Choice 1:Enabled 2:Disabled
                """);
    }

    static TableType job() {
        return TableType.declare("asyncoperation", "asyncoperations", "name", false, """
                name Text 256
                owningextensionid Lookup sdkmessageprocessingstep
                messagename Text 160
                friendlymessage Text 2000
                statecode Choice 0:Ready 1:Suspended 2:Locked 3:Completed
                statuscode Choice 0:Waiting_For_Resources 10:Waiting 20:In_Progress 30:Succeeded 31:Failed 32:Canceled
                """);
    }
}
