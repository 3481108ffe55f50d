"""Who plans sessions, is invited and was there is audited; courses are also given as the check quiz of a session."""

from typing import ClassVar

from django.db import migrations, models

from assay.kit.audit_sql import attach, detach

AUDITED = ("training_livesession", "training_liveinvitation")


class Migration(migrations.Migration):
    dependencies: ClassVar = [("training", "0011_live"), ("kit", "0003_audit_trail")]
    operations: ClassVar = [
        migrations.AlterField(
            model_name='courseassignment',
            name='through',
            field=models.CharField(choices=[('self', 'Begun by themselves'), ('hand', 'Assigned'), ('standing', 'Asked to read again'), ('calibration', 'To learn again after a calibration'), ('live', 'Check quiz of a live session')], max_length=11),
        ),
        *(migrations.RunSQL(attach(table), detach(table)) for table in AUDITED),
    ]
